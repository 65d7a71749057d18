package lungo.lib.memory;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.EngineProvider;
import ai.djl.pytorch.engine.PtEngineProvider;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/**
 * Hands out DJL's PyTorch engine in place of DJL's own provider, and has {@link Memory} watch it before anybody makes an
 * array. DJL finds it through its service loader, so that it is there wherever this library is, and no kernel starts
 * more slowly for it.
 */
public final class WatchedEngine implements EngineProvider {
    private final EngineProvider engine = new PtEngineProvider();

    /** Called by DJL's service loader while it registers engines; the first of a name wins, so this makes room. */
    public WatchedEngine() {
        try {
            var lookup = MethodHandles.privateLookupIn(Engine.class, MethodHandles.lookup());
            var registered = (Map<?, ?>) lookup.findStaticVarHandle(Engine.class, "ALL_ENGINES", Map.class)
                    .get();
            registered.remove(engine.getEngineName());
        } catch (ReflectiveOperationException e) {
            throw new EngineException("This DJL is not 0.35.1, which Lungo's library is made for.", e);
        }
    }

    @Override
    public String getEngineName() {
        return engine.getEngineName();
    }

    @Override
    public int getEngineRank() {
        return engine.getEngineRank();
    }

    @Override
    public Engine getEngine() {
        var found = engine.getEngine();
        Memory.watch(found);
        return found;
    }
}
