package lungo.lib.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Lets one download at a time write into a folder, of this program's and of all others': two that append to one part would
 * spoil it. The file {@value #NAME}, which stays there, is what they lock.
 */
final class FolderLock implements AutoCloseable {

    static final String NAME = ".lock";

    /** A file's lock is the whole program's: its threads take turns by this. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel; // null where the folder cannot be written, or its file system knows no locks

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for its turn, and tells so if it has to. Throws DataException if the thread is interrupted meanwhile. */
    static FolderLock of(Path folder, Consumer<String> say) {
        if (!THREADS.tryLock()) {
            waitForThreads(folder, say);
        }
        try {
            return new FolderLock(locked(folder, say));
        } catch (RuntimeException | Error e) {
            THREADS.unlock();
            throw e;
        }
    }

    private static void waitForThreads(Path folder, Consumer<String> say) {
        say.accept(waiting(folder, "Another thread"));
        try {
            THREADS.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(folder);
        }
    }

    private static FileChannel locked(Path folder, Consumer<String> say) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                say.accept(waiting(folder, "Another program"));
                channel.lock();
            }
            return channel;
        } catch (FileLockInterruptionException e) {
            close(channel);
            throw interrupted(folder);
        } catch (IOException noLocks) { // What else is wrong with the folder, writing the part will tell.
            close(channel);
            return null;
        }
    }

    private static String waiting(Path folder, String who) {
        return who + " downloads into " + folder + ": waiting until it is done.";
    }

    private static DataException interrupted(Path folder) {
        return new DataException("The download was interrupted while it waited for another one into " + folder
                + ": run this again to wait on.");
    }

    @Override
    public void close() {
        close(channel);
        THREADS.unlock();
    }

    private static void close(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Closing gives the lock back whatever else fails, and nothing was written.
            }
        }
    }
}
