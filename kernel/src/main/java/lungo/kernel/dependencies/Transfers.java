package lungo.kernel.dependencies;

import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** Tells a {@link DownloadListener} of one request's downloads, until the request is given up. */
final class Transfers extends AbstractTransferListener {
    private final DownloadListener listener;
    private volatile boolean stopped;

    Transfers(DownloadListener listener) {
        this.listener = listener;
    }

    /** Ends downloads at their next byte, and says no more of them. */
    void stop() {
        stopped = true;
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
        if (stopped) {
            throw new TransferCancelledException("interrupted");
        }
        if (event.getRequestType() == TransferEvent.RequestType.GET) {
            var resource = event.getResource();
            listener.progressed(resource.getResourceName(), event.getTransferredBytes(), resource.getContentLength());
        }
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        if (!stopped && event.getRequestType() == TransferEvent.RequestType.GET) {
            listener.finished(event.getResource().getResourceName(), event.getTransferredBytes());
        }
    }
}
