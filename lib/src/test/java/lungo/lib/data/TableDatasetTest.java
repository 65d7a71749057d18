package lungo.lib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Tables and CSV files as examples. */
class TableDatasetTest {

    @TempDir
    Path folder;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void numbersTruthsAndWordsBecomeFeatures() throws IOException {
        TableDataset pets = csv("""
                id,weight,colour,tame,kind
                1,4.5,black,true,cat
                2,30,white,false,dog
                3,2,black,true,bird
                """).without("id").label("kind");
        assertThat(pets.featureNames()).containsExactly("weight", "colour=black", "colour=white", "tame");
        TensorDataset data = pets.data(manager);
        assertThat(data.classes()).containsExactly("bird", "cat", "dog");
        assertThat(data.source()).isEqualTo("3 rows of table.csv");
        try (Batch batch = data.rows(0, 1, 2)) {
            assertThat(batch.x().getShape()).isEqualTo(new Shape(3, 4));
            assertThat(batch.x().toFloatArray()).containsExactly(4.5f, 1, 0, 1, 30, 0, 1, 0, 2, 1, 0, 1);
            assertThat(batch.y().toLongArray()).containsExactly(1, 2, 0);
        }
    }

    @Test
    void aTargetIsANumber() {
        Table table = Table.create(
                "heights", IntColumn.create("age", 1, 2, 3), DoubleColumn.create("height", 0.7, 0.85, 0.95));
        TensorDataset data = TableDataset.of(table).target("height").data(manager);
        assertThat(data.source()).isEqualTo("3 rows of the table heights");
        try (Batch batch = data.rows(2)) {
            assertThat(batch.x().toFloatArray()).containsExactly(3);
            assertThat(batch.y().getDataType()).isEqualTo(DataType.FLOAT32);
            assertThat(batch.y().toFloatArray()).containsExactly(0.95f);
        }
        TensorDataset ages =
                TableDataset.of(table).label("age").features("height").data(manager);
        assertThat(ages.classes()).containsExactly("1", "2", "3");
    }

    @Test
    void aMissingValueIsNamedByRowAndColumn() throws IOException {
        TableDataset table = csv("a,b,c\n1,2,x\n3,,y\n4,5,x\n").label("c");
        assertThatData(table)
                .hasMessageContainingAll("Row 2", "column b", "dropRowsWithMissingValues", "without(\"b\")");
        TableDataset labels = csv("a,b,c\n1,2,x\n3,3,y\n4,5,\n").label("c");
        assertThatData(labels).hasMessageContainingAll("Row 3", "column c");
    }

    @Test
    void aWordAmongNumbersIsNamedByRowAndColumn() throws IOException {
        TableDataset table = csv("a,c\n1,x\n2,y\nabout 3,x\n4,y\n").label("c");
        assertThatData(table).hasMessageContainingAll("Row 3", "column a", "\"about 3\"", "3 of 4 rows are numbers");
    }

    @Test
    void aColumnOfNamesIsNoFeature() throws IOException {
        String rows = IntStream.range(0, 150)
                .mapToObj(i -> "name" + i + ",1," + i % 2 + "\n")
                .collect(Collectors.joining());
        TableDataset table = csv("name,a,c\n" + rows).label("c");
        assertThatData(table).hasMessageContainingAll("Column name", "150 different words", "without(\"name\")");
        assertThat(table.without("name").data(manager).size()).isEqualTo(150);
    }

    @Test
    void mistakesAreNamed() throws IOException {
        TableDataset table = csv("a,c\n1,x\n2,y\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.label("kind"))
                .withMessageContainingAll("no column kind", "table.csv", "[a, c]");
        assertThatIllegalStateException()
                .isThrownBy(() -> table.data(manager))
                .withMessageContaining("say label(column)");
        assertThatData(table.target("c")).hasMessageContainingAll("Column c", "not numbers", "label(\"c\")");
        assertThatThrownBy(() -> csv("a,c\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("table.csv", "no line of values");
        Table none = Table.create(IntColumn.create("a", 0), IntColumn.create("c", 0));
        assertThatIllegalStateException()
                .isThrownBy(() -> TableDataset.of(none).label("c").data(manager))
                .withMessageContaining("0 rows");
        assertThatThrownBy(() -> TableDataset.csv(folder.resolve("nowhere.csv")))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("There is no file ")
                .hasMessageContaining("nowhere.csv");
        assertThatThrownBy(() -> csv("a,b\n1,2\n1,2,3\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("table.csv", "as many values");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertThatData(TableDataset table) {
        return assertThatThrownBy(() -> table.data(manager)).isInstanceOf(DataException.class);
    }

    private TableDataset csv(String text) throws IOException {
        return TableDataset.csv(Files.writeString(folder.resolve("table.csv"), text));
    }
}
