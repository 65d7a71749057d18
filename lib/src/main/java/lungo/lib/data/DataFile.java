package lungo.lib.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** One gzip file of a data set: its name, the MD5 of what is inside, and the places that it is downloaded from. */
record DataFile(String name, String md5, List<URI> mirrors) {

    DataFile {
        mirrors = List.copyOf(mirrors);
    }

    /** What is inside the file. Throws CorruptFileException if it is not gzip or its MD5 is another. */
    byte[] read(Path file) throws IOException {
        byte[] content;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
            content = in.readAllBytes();
        } catch (ZipException | EOFException e) {
            throw new CorruptFileException("it does not unpack (" + e.getMessage() + "), its " + Files.size(file)
                    + " bytes are not a whole gzip file");
        }
        String actual = HexFormat.of().formatHex(newMd5().digest(content));
        if (!actual.equals(md5)) {
            throw new CorruptFileException("the MD5 of what it holds is " + actual + " and should be " + md5);
        }
        return content;
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
