package lungo.lib.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final List<String> lines = new ArrayList<>();
    private long nanos;

    @Test
    void tellsShareCountRateAndTimeLeft() {
        var bar = bar(300);
        nanos = 1_500_000_000L;
        bar.note("loss 0.42");
        bar.advanceTo(75);
        assertThat(lines)
                .containsExactly("Epoch 1 ▕██████                  ▏  25 %  75/300, 50 a second"
                        + " · 1.5 s so far, 4.5 s left · loss 0.42");
    }

    @Test
    void showsAtMostFiveLinesASecondAndAlwaysTheLast() {
        try (var bar = bar(1000)) {
            for (int i = 0; i < 1000; i++) {
                nanos += 2_000_000;
                bar.step();
            }
        }
        assertThat(lines).hasSizeBetween(9, 11);
        assertThat(lines.get(lines.size() - 1)).contains("100 %", "1000/1000", "took 2.0 s");
    }

    @Test
    void staysSilentForAMomentsLoop() {
        try (var bar = bar(10)) {
            nanos = 100_000_000;
            bar.advanceTo(10);
        }
        assertThat(lines).isEmpty();
    }

    @Test
    void leavesTheLineWhereAStoppedLoopWas() {
        try (var bar = bar(10)) {
            nanos = 400_000_000;
            bar.step();
            nanos = 450_000_000;
            bar.step();
        }
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).contains("20 %", "2/10", "so far").doesNotContain("took");
    }

    @Test
    void countsBytesAndHours() {
        var line = new ProgressLine("train-images", 9_900_000, true);
        assertThat(line.text(4_950_000, 2, "")).contains(" 50 %", "5.0 of 9.9 MB, 2.5 MB/s", "2.0 s left");
        assertThat(new ProgressLine("x", 100, false).text(1, 100, "")).contains("1:40 so far, 2:45:00 left");
    }

    @Test
    void movesAsItemsAreTaken() {
        var taken = new ArrayList<String>();
        var bar = bar(3);
        ProgressBar.iterator(bar, List.of("a", "b", "c").iterator()).forEachRemaining(item -> {
            nanos += 1_000_000_000;
            taken.add(item);
        });
        assertThat(taken).containsExactly("a", "b", "c");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).contains("2/3");
        assertThat(lines.get(3)).contains("100 %");
    }

    @Test
    void refusesALoopOfNoSteps() {
        assertThatIllegalArgumentException().isThrownBy(() -> bar(0)).withMessageContaining("0");
    }

    private ProgressBar bar(long total) {
        return new ProgressBar(new ProgressLine("Epoch 1", total, false), lines::add, () -> nanos);
    }
}
