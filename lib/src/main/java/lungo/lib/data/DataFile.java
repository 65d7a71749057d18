package lungo.lib.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One packed file of a data set, NAME.gz or NAME.tar.gz: its checksum, and the places that it is downloaded from. The MD5
 * is that of the file, or of what is inside, whichever the set's publisher states.
 */
record DataFile(String name, String md5, boolean md5OfContent, List<URI> mirrors) {

    DataFile {
        mirrors = List.copyOf(mirrors);
    }

    /** A file whose own MD5 is known. */
    static DataFile packed(String name, String md5, List<String> mirrors) {
        return new DataFile(name, md5, false, uris(name, mirrors));
    }

    /** A file of which the MD5 of its content is known: packed anew, it is as good. */
    static DataFile unpacked(String name, String md5, List<String> mirrors) {
        return new DataFile(name, md5, true, uris(name, mirrors));
    }

    private static List<URI> uris(String name, List<String> mirrors) {
        return mirrors.stream().map(mirror -> URI.create(mirror + name)).toList();
    }

    /**
     * What is inside the file, by name: what a NAME.gz holds under NAME, the files of a NAME.tar.gz under theirs, without
     * their folder. Throws CorruptFileException if it does not unpack or its MD5 is another.
     */
    Map<String, byte[]> read(Path file) throws IOException {
        if (!md5OfContent) {
            requireMd5(md5OfFile(file), "its MD5");
        }
        MessageDigest digest = newMd5();
        Map<String, byte[]> content;
        try (InputStream in = new DigestInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16), digest)) {
            content = name.endsWith(".tar.gz") ? Tar.read(in) : Map.of(name.replace(".gz", ""), in.readAllBytes());
        } catch (ZipException | EOFException e) {
            throw new CorruptFileException("it does not unpack (" + e.getMessage() + "), its " + Files.size(file)
                    + " bytes are not a whole gzip file");
        }
        if (md5OfContent) {
            requireMd5(digest, "the MD5 of what it holds");
        }
        return content;
    }

    /** Throws CorruptFileException if it does not unpack or its MD5 is another. */
    void check(Path file) throws IOException {
        if (md5OfContent) {
            read(file);
        } else {
            requireMd5(md5OfFile(file), "its MD5");
        }
    }

    private void requireMd5(MessageDigest digest, String which) throws CorruptFileException {
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(md5)) {
            throw new CorruptFileException(which + " is " + actual + " and should be " + md5);
        }
    }

    private static MessageDigest md5OfFile(Path file) throws IOException {
        MessageDigest digest = newMd5();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return digest;
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
