package lungo.lib.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs written here run in the engine, take every kind of argument, and can be differentiated. */
class ScriptTest {

    private static final Script SCRIPT = Script.of("""
            def swish(self, x: Tensor) -> Tensor:
              return torch.mul(x, torch.sigmoid(x))
            def mix(self, x: Tensor, xs: List[Tensor], a: float, n: int, up: bool, ns: List[int], fs: List[float]) -> List[Tensor]:
              scale = torch.add(torch.add(torch.mul(a, fs[1]), n), ns[0])
              if up:
                scale = torch.neg(scale)
              else:
                pass
              y = torch.mul(x, scale)
              return [y, xs[1]]
            def bfloat16(self, x: Tensor, w: Tensor) -> Tensor:
              return torch.to(torch.linear(torch.to(x, 15), torch.to(w, 15)), 6)
            def nothing(self, x: Tensor) -> NoneType:
              _0 = torch.add_(x, 1)
              return None
            """);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void everyKindOfArgumentArrives() {
        NDArray x = manager.create(new float[] {1, 2});
        NDArray other = manager.create(7f);
        NDList both = SCRIPT.list("mix", x, List.of(x, other), 0.5, 2, true, new long[] {3}, new double[] {0, 4});
        assertThat(both.get(0).toFloatArray()).containsExactly(-7, -14);
        assertThat(both.get(1).getFloat()).isEqualTo(7);
    }

    @Test
    void gradientsAreRecordedAsTheThreadSays() {
        NDArray x = manager.create(new float[] {0, 1});
        x.setRequiresGradient(true);
        JniUtils.setGradMode(true);
        try {
            NDArray y = SCRIPT.array("swish", x).sum();
            JniUtils.backward(
                    (ai.djl.pytorch.engine.PtNDArray) y,
                    (ai.djl.pytorch.engine.PtNDArray) manager.create(1f),
                    false,
                    false);
            assertThat(x.getGradient().toFloatArray()[0]).isEqualTo(0.5f);
        } finally {
            JniUtils.setGradMode(false);
        }
        assertThat(SCRIPT.array("swish", x).hasGradient()).isFalse();
    }

    @Test
    void halfPrecisionStaysInside() {
        NDArray x = manager.ones(new Shape(2, 3));
        NDArray y = SCRIPT.array("bfloat16", x, manager.full(new Shape(4, 3), 0.3f));
        assertThat(y.getDataType()).isEqualTo(DataType.FLOAT32);
        assertThat(y.getFloat(0, 0)).isBetween(0.88f, 0.92f).isNotEqualTo(0.9f);
    }

    @Test
    void updatesInPlaceReturnNothing() {
        NDArray x = manager.create(new float[] {1, 2});
        SCRIPT.run("nothing", x);
        assertThat(x.toFloatArray()).containsExactly(2, 3);
    }

    @Test
    void mistakesAreTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Script.of("def f(self, x: Tensor) -> Tensor:\n  return torch.no_such(x)\n"))
                .withMessageContaining("no_such");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SCRIPT.run("swish", "text"))
                .withMessageContaining("String");
        assertThatThrownBy(() -> SCRIPT.array("bfloat16", manager.ones(new Shape(2, 3)), manager.ones(new Shape(2, 2))))
                .isInstanceOf(EngineException.class);
    }
}
