package lungo.lib.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive, format version 10, in which operators mean what PyTorch 2 means by them (before 4, div rounds
 * integers; before 9, gelu knows no tanh), of a module that has methods and no state: a zip of the code and of small
 * pickles, as {@code torch.jit.save} writes it.
 */
final class Archive {

    private static final String HEAD =
            "class Program(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";

    /** protocol 2, GLOBAL __torch__ Program, (), NEWOBJ, {"training": False}, BUILD, STOP. */
    private static final byte[] DATA =
            pickle("\u0080\u0002c__torch__\nProgram\nq\u0000)\u0081}X\b\u0000\u0000\u0000trainingq\u0001\u0089sb.");

    private static final byte[] EMPTY_TUPLE = pickle("\u0080\u0002).");

    private Archive() {}

    /** The archive of a module whose methods are {@code methods}, each of them beginning in the first column. */
    static byte[] of(String methods) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            add(zip, "data.pkl", DATA);
            add(zip, "code/__torch__.py", (HEAD + methods.indent(2)).getBytes(StandardCharsets.UTF_8));
            add(zip, "constants.pkl", EMPTY_TUPLE);
            add(zip, "version", pickle("10\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry("program/" + name));
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] pickle(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
