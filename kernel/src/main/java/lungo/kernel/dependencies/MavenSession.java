package lungo.kernel.dependencies;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ResolutionErrorPolicy;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;

/** Maven's repository system, set up as the user's settings.xml says. */
final class MavenSession implements AutoCloseable {
    private final Context context;

    MavenSession(MavenHome home) {
        var overrides = ContextOverrides.create()
                .withUserSettings(true)
                .withMavenUserHomeOverride(home.folder())
                .withLocalRepositoryOverride(home.localRepository());
        // Settings may say offline too, so false must not be set.
        if (home.offline()) {
            overrides.offline(true);
        }
        context = Runtimes.INSTANCE.getRuntime().create(overrides.build());
    }

    RepositorySystem system() {
        return context.repositorySystem();
    }

    /** A session of its own, to be changed at will, that tells {@code transfers} of downloads. */
    DefaultRepositorySystemSession open(Transfers transfers) {
        var session = new DefaultRepositorySystemSession(context.repositorySystemSession());
        session.setTransferListener(transfers);
        // A person who mends a version or a network and runs the cell again means it: remember no failure.
        session.setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(ResolutionErrorPolicy.CACHE_DISABLED));
        return session;
    }

    /** The repositories of the settings, central among them, then {@code more} with mirrors, proxies and passwords. */
    List<RemoteRepository> repositories(List<RemoteRepository> more) {
        var all = new ArrayList<>(context.remoteRepositories());
        all.addAll(system().newResolutionRepositories(context.repositorySystemSession(), more));
        return all;
    }

    @Override
    public void close() {
        context.close();
    }
}
