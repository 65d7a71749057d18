package lungo.lib.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import lungo.lib.nn.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sixty steps of each schedule against PyTorch 2.7.1's, on two groups, to 1e-6. */
class ScheduleParityTest {

    private static final JsonObject STORED = Reference.read("schedules.json");

    private static final Map<String, Function<Optim, Scheduler>> SCHEDULES = Map.ofEntries(
            Map.entry("step", o -> Schedule.step(7, 0.5).perEpoch(o)),
            Map.entry("multi_step", o -> Schedule.multiStep(0.3, 5, 20, 21).perEpoch(o)),
            Map.entry("exponential", o -> Schedule.exponential(0.93).perEpoch(o)),
            Map.entry("cosine", o -> Schedule.cosine(25, 0.001).perEpoch(o)),
            Map.entry("cosine_warm_restarts", o -> Schedule.cosineWarmRestarts(8, 2, 0.002)
                    .perEpoch(o)),
            Map.entry("linear_warmup", o -> Schedule.linearWarmup(0.1, 9).perEpoch(o)),
            Map.entry("polynomial", o -> Schedule.polynomial(40, 1.5).perEpoch(o)),
            Map.entry("one_cycle", o -> Schedule.oneCycle(0.4, 60).perStep(o)),
            Map.entry("one_cycle_other", o -> Schedule.oneCycle(0.4, 75)
                    .rising(0.45)
                    .divisors(10, 50)
                    .momentum(0.8, 0.9)
                    .perStep(o)),
            Map.entry(
                    "one_cycle_without_momentum",
                    o -> Schedule.oneCycle(0.2, 64).withoutMomentum().perStep(o)),
            Map.entry(
                    "warmup_then_cosine",
                    o -> Schedule.linearWarmup(0.2, 6).then(Schedule.cosine(50)).perEpoch(o)),
            Map.entry("chained", o -> Schedule.step(20, 0.5)
                    .after(Schedule.exponential(0.95))
                    .perEpoch(o)),
            Map.entry("plateau", o -> ReduceOnPlateau.of(o).factor(0.5).patience(3)),
            Map.entry("plateau_cooled", o -> ReduceOnPlateau.of(o)
                    .factor(0.3)
                    .patience(2)
                    .absoluteThreshold(0.05)
                    .cooldown(4)
                    .smallest(0.002)),
            Map.entry(
                    "plateau_larger",
                    o -> ReduceOnPlateau.of(o).larger().factor(0.2).patience(4).threshold(0.01)));

    private final NDManager manager = NDManager.newBaseManager();
    private final Sgd sgd = optimizer();

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<String> names() {
        return STORED.getAsJsonObject("schedules").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void ratesAreTorchs(String name) {
        Scheduler scheduler = SCHEDULES.get(name).apply(sgd);
        for (int step = 0; step < 60; step++) {
            expect(name, sgd, step);
            after(scheduler, name, step);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aResumedScheduleGoesOn(String name) {
        Scheduler first = SCHEDULES.get(name).apply(sgd);
        for (int step = 0; step < 33; step++) {
            after(first, name, step);
        }
        Sgd resumed = optimizer();
        resumed.load(sgd.state(manager));
        Scheduler second = SCHEDULES.get(name).apply(resumed);
        second.load(first.state());
        for (int step = 33; step < 60; step++) {
            expect(name, resumed, step);
            after(second, name, step);
        }
    }

    @Test
    void aLambdaIsASchedule() {
        Schedule halves = (base, t) -> base / (1 + t);
        Scheduler scheduler = halves.perEpoch(sgd);
        scheduler.afterStep();
        assertThat(sgd.learningRate()).isEqualTo(0.1);
        scheduler.afterEpoch(0);
        assertThat(sgd.learningRate()).isEqualTo(0.05);
    }

    private static void after(Scheduler scheduler, String name, int step) {
        double metric = STORED.getAsJsonArray("metrics").get(step).getAsDouble();
        scheduler.afterStep();
        scheduler.afterEpoch(name.equals("plateau_larger") ? 1 - metric / 3 : metric);
    }

    private static void expect(String name, Sgd optimizer, int step) {
        JsonObject stored = STORED.getAsJsonObject("schedules").getAsJsonObject(name);
        JsonArray rates = stored.getAsJsonArray("rates").get(step).getAsJsonArray();
        for (int k = 0; k < 2; k++) {
            ParameterGroup group = optimizer.groups().get(k);
            same(
                    name + ", rate of group " + k,
                    step,
                    group.learningRate(),
                    rates.get(k).getAsDouble());
            double momentum = stored.getAsJsonArray("momenta").get(step).getAsDouble();
            same(name + ", momentum", step, group.get(Option.MOMENTUM), momentum);
        }
    }

    private static void same(String what, int step, double actual, double torchs) {
        assertThat(actual).as("%s, before step %d", what, step).isCloseTo(torchs, within(1e-6 * torchs));
    }

    private Sgd optimizer() {
        Sgd optimizer = Optim.sgd(List.of(parameter()), 0.1).momentum(0.9);
        optimizer.group(List.of(parameter())).learningRate(0.03);
        return optimizer;
    }

    private NDArray parameter() {
        NDArray p = manager.zeros(new Shape(1));
        p.setRequiresGradient(true);
        return p;
    }
}
