package lungo.kernel.channels;

/** The channels that messages travel on. Source: Jupyter messaging 5.4, "Introduction". */
public enum Channel {
    SHELL,
    CONTROL,
    STDIN,
    IOPUB
}
