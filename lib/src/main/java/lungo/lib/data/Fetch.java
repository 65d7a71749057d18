package lungo.lib.data;

/**
 * Fetches the data sets that the course trains on into the cache, for sessions without a network; environment/binder runs
 * it.
 */
public final class Fetch {

    private Fetch() {}

    /** Prints for each set where it came from, or why it could not be had and what will stand in for it. */
    public static void main(String[] arguments) {
        try {
            Mnist.load();
            Cifar10.load();
            ScikitDigits.load();
        } catch (DataException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(1);
        }
    }
}
