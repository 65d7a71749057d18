package lungo.lib.display;

import ai.djl.ndarray.types.Shape;

/** Shows shapes as PyTorch writes sizes. */
public final class ShapeRendering implements Rendering<Shape> {
    @Override
    public Class<Shape> type() {
        return Shape.class;
    }

    @Override
    public Bundle render(Shape shape) {
        return Bundle.text(shape.toString());
    }
}
