package lungo.lib.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageTest {

    @Test
    void onlyGpusInUseAreAsked() {
        var asked = new ArrayList<Integer>();
        var usage = new Usage(4, gpu -> gpu % 2 == 1, gpu -> {
            asked.add(gpu);
            return 10L * gpu;
        });
        assertEquals(40, usage.onGpus());
        assertEquals(List.of(1, 3), asked);
        assertTrue(usage.bytes() >= 40);
    }
}
