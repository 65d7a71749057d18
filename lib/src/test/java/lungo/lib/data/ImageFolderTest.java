package lungo.lib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of pictures, read at once or as they are wanted. */
class ImageFolderTest {

    @TempDir
    Path root;

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void draw() throws IOException {
        picture("red/b.png", Color.RED, 20, 10);
        picture("red/a.png", new Color(200, 0, 0), 5, 5);
        picture("blue/deeper/c.PNG", Color.BLUE, 16, 16);
        Files.writeString(root.resolve("blue/notes.txt"), "no picture");
        Files.writeString(root.resolve("readme.txt"), "no class");
        Files.createDirectories(root.resolve(".cache"));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void classesAreTheFoldersInTheirOrder() {
        ImageFolder folder = ImageFolder.of(root, 4, 6);
        assertThat(folder).hasToString(folder.source() + ", 4 by 6 pixels");
        assertThat(folder.classes()).containsExactly("blue", "red");
        assertThat(folder.size()).isEqualTo(3);
        assertThat(folder.file(1)).endsWithRaw(Path.of("red/a.png"));
        assertThat(folder.label(1)).isEqualTo(1);
        assertThat(folder.image(1).getWidth()).isEqualTo(6);
        assertThat(folder.source()).startsWith("3 pictures of 2 classes from the folder ");
    }

    @Test
    void readAtOnceOrLazilyThePixelsAreTheSame() {
        ImageFolder folder = ImageFolder.of(root, 4, 6);
        TensorDataset loaded = folder.load(manager);
        TensorDataset lazy = folder.lazy(manager);
        assertThat(lazy.inputShape()).isEqualTo(new Shape(1, 3, 4, 6));
        assertThat(lazy.classes()).isEqualTo(loaded.classes()).containsExactly("blue", "red");
        assertThat(lazy.labels()).isEqualTo(loaded.labels()).containsExactly(0, 1, 1);
        try (Batch now = loaded.rows(2, 0, 1);
                Batch later = lazy.rows(2, 0, 1)) {
            assertThat(later.x()).isEqualTo(now.x());
            assertThat(later.y().toLongArray()).isEqualTo(now.y().toLongArray()).containsExactly(1, 0, 1);
            assertThat(now.x().getFloat(0, 0, 3, 5)).as("red").isEqualTo(1);
            assertThat(now.x().getFloat(1, 2, 0, 0)).as("blue").isEqualTo(1);
            assertThat(now.x().getFloat(2, 0, 1, 1)).as("dark red").isCloseTo(200 / 255f, within(0.005f));
        }
        for (Batch batch : lazy.normalise(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f})
                .batches(2, 1)
                .prefetch(1)) {
            assertThat(batch.x().max().getFloat()).isCloseTo(1, within(1e-6f));
            assertThat(batch.x().min().getFloat()).isCloseTo(-1, within(1e-6f));
        }
        assertThat(lazy.split(1, 2, 1).get(1).size()).isEqualTo(1);
    }

    @Test
    void aBrokenPictureIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(root.resolve("red/b.png"));
        Files.write(root.resolve("red/b.png"), Arrays.copyOf(whole, whole.length - 30));
        ImageFolder folder = ImageFolder.of(root, 4, 4);
        assertThatThrownBy(() -> folder.load(manager))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("Cannot read", Path.of("red", "b.png").toString(), "Put a good copy");
        assertThatThrownBy(() -> folder.lazy(manager).batches(1).prefetch(1).forEach(batch -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(Path.of("red", "b.png").toString());
        Files.writeString(root.resolve("red/b.png"), "<html>");
        assertThatThrownBy(() -> folder.image(2))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("no picture", Path.of("red", "b.png").toString(), "remove it");
    }

    @Test
    void foldersWithoutPicturesAreNamed() throws IOException {
        Files.createDirectories(root.resolve("green"));
        assertThatThrownBy(() -> ImageFolder.of(root, 4, 4))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(root.resolve("green").toString(), "no picture", ".png");
        assertThatThrownBy(() -> ImageFolder.of(root.resolve("green"), 4, 4))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("no folders", "one for each class");
        assertThatThrownBy(() -> ImageFolder.of(root.resolve("nowhere"), 4, 4))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("nowhere", "there is no file");
        assertThatIllegalArgumentException().isThrownBy(() -> ImageFolder.of(root, 0, 4));
    }

    private void picture(String name, Color colour, int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var canvas = image.createGraphics();
        canvas.setColor(colour);
        canvas.fillRect(0, 0, width, height);
        canvas.dispose();
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
