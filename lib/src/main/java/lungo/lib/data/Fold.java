package lungo.lib.data;

/** One of k ways to hold out a part of a data set: what is left to train on, and what it is validated with. */
public record Fold(int number, TensorDataset train, TensorDataset validation) {}
