package org.layerlab.backend.cli;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.bucket.BucketAddress;
import org.layerlab.backend.bucket.BucketSettings;
import org.layerlab.backend.bucket.RetryPolicy;
import org.layerlab.backend.store.BucketPlace;
import org.layerlab.backend.store.FolderPlace;
import org.layerlab.backend.store.StorePlace;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** Where the saved models are: a folder, or a bucket and how it is reached. */
final class StoreOptions {
    @Option(
            names = "--store",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR|s3://BUCKET/PREFIX",
            description =
                    "Folder or bucket for saved models. Credentials for a bucket come from the environment, ~/.aws "
                            + "or the machine, as with other AWS programs. "
                            + "Default: the folder layerlab in $XDG_DATA_HOME or ~/.local/share.")
    private @Nullable String store;

    @Option(
            names = "--s3-endpoint",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "URL of a store other than Amazon's, such as http://127.0.0.1:9000.")
    private @Nullable String endpoint;

    @Option(
            names = "--s3-region",
            scope = ScopeType.INHERIT,
            paramLabel = "REGION",
            description = "Region of the bucket. Default: AWS_REGION, or us-east-1 with --s3-endpoint.")
    private @Nullable String region;

    @Option(
            names = "--s3-path-style",
            scope = ScopeType.INHERIT,
            negatable = true,
            description = "Put the bucket's name in the path of URLs; --no-s3-path-style puts it in the host. "
                    + "Default: in the path with --s3-endpoint, otherwise in the host.")
    private @Nullable Boolean pathStyle;

    /** Fields are set by picocli. */
    StoreOptions() {}

    StorePlace place(CommandSpec spec) {
        String given = store;
        try {
            if (given != null && given.isEmpty()) {
                throw new IllegalArgumentException("--store is empty; it must be a folder or s3://BUCKET/PREFIX");
            }
            if (given != null && BucketAddress.isMeantBy(given)) {
                Optional<URI> url = Optional.ofNullable(endpoint).map(BucketSettings::endpoint);
                return new BucketPlace(new BucketSettings(
                        BucketAddress.parse(given),
                        url,
                        Optional.ofNullable(region),
                        pathStyle == null ? url.isPresent() : pathStyle,
                        RetryPolicy.DEFAULT));
            }
            if (endpoint != null || region != null || pathStyle != null) {
                throw new IllegalArgumentException(
                        "--s3-endpoint, --s3-region and --s3-path-style need --store s3://BUCKET/PREFIX");
            }
            return new FolderPlace(given == null ? DefaultStore.folder() : Path.of(given));
        } catch (InvalidPathException e) {
            throw new ParameterException(spec.commandLine(), "--store " + given + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The folder on this machine for files that can be rebuilt. */
    Path local(StorePlace place) {
        return place instanceof FolderPlace folder ? folder.folder() : DefaultStore.folder();
    }
}
