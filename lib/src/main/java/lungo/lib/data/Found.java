package lungo.lib.data;

/** A data set that was found, and the sentence that names it beside every number measured on it. */
record Found(LabelledImages train, LabelledImages test, String source) {

    Found(Splits splits, String origin) {
        this(splits.train(), splits.test(), splits.source(origin));
    }
}
