package lungo.kernel.dependencies;

import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** Tells a {@link DownloadListener} of downloads, and stops them once {@code waiting} is interrupted. */
final class Transfers extends AbstractTransferListener {
    private final DownloadListener listener;
    private volatile Thread waiting;

    Transfers(DownloadListener listener) {
        this.listener = listener;
    }

    /** From now on downloads run for {@code thread}. */
    void runFor(Thread thread) {
        waiting = thread;
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
        // Downloads run on threads of the resolver, which waits for them uninterruptibly.
        if (waiting.isInterrupted()) {
            throw new TransferCancelledException("interrupted");
        }
        if (event.getRequestType() == TransferEvent.RequestType.GET) {
            var resource = event.getResource();
            listener.progressed(resource.getResourceName(), event.getTransferredBytes(), resource.getContentLength());
        }
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        if (event.getRequestType() == TransferEvent.RequestType.GET) {
            listener.finished(event.getResource().getResourceName(), event.getTransferredBytes());
        }
    }
}
