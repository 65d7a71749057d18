package lungo.lib.display;

import lungo.kernel.display.RendererProvider;
import lungo.kernel.display.Renderers;

/** Hands this library's renderings to Lungo's kernel, which finds it through its service loader. */
public final class LungoRenderers implements RendererProvider {
    @Override
    public void register(Renderers renderers) {
        renderers.register(Bundle.class, LungoScreen::data);
        Renderings.load()
                .forEach((type, rendering) ->
                        renderers.register(type, value -> LungoScreen.data(rendering.apply(value))));
    }
}
