package lungo.lib.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the plain files of a tar archive: blocks of 512 bytes, a header and then the content of each (POSIX ustar). */
final class Tar {

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE = 12;
    private static final int TYPE_AT = 156;

    private Tar() {}

    /** The files by name, without their folder. Throws EOFException if the archive ends within one. */
    static Map<String, byte[]> read(InputStream in) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        byte[] header = in.readNBytes(BLOCK);
        while (header.length == BLOCK && header[0] != 0) { // A block of zeros ends the archive.
            int size = Integer.parseInt(text(header, SIZE_AT, SIZE), 8);
            byte[] content = in.readNBytes(size);
            if (content.length < size) {
                throw new EOFException("the archive ends within a file");
            }
            if (header[TYPE_AT] == '0' || header[TYPE_AT] == 0) {
                String name = text(header, 0, NAME);
                files.put(name.substring(name.lastIndexOf('/') + 1), content);
            }
            in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            header = in.readNBytes(BLOCK);
        }
        return files;
    }

    private static String text(byte[] header, int at, int length) {
        String field = new String(header, at, length, StandardCharsets.ISO_8859_1);
        int end = field.indexOf(0);
        return (end < 0 ? field : field.substring(0, end)).strip();
    }
}
