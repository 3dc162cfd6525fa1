package io.promontory.objectstore.aws;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who asks AWS, or a server that speaks as it does. */
public sealed interface AwsCredentialSource {
  /** What the SDK finds: properties, environment, web identity, profile, container, instance. */
  record Chain() implements AwsCredentialSource {}

  /** A profile of the AWS configuration files. */
  record Profile(String name) implements AwsCredentialSource {}

  /**
   * Keys, asked for at each request so that they can be rotated.
   *
   * @param sessionToken null for keys that last
   */
  record Keys(
      Supplier<String> accessKey,
      Supplier<String> secretKey,
      @Nullable Supplier<String> sessionToken)
      implements AwsCredentialSource {
    /** Keys that last. */
    public static Keys of(String accessKey, String secretKey) {
      return new Keys(() -> accessKey, () -> secretKey, null);
    }

    @Override
    public String toString() {
      return "Keys[<secret>]";
    }
  }

  /**
   * A role for which a token in a file speaks (OpenID Connect, as Kubernetes hands it out).
   *
   * @param tokenFile read anew when the credentials run out
   * @param stsEndpoint of the security token service; null for AWS' own in the region asked
   */
  record WebIdentity(String roleArn, Path tokenFile, String sessionName, @Nullable URI stsEndpoint)
      implements AwsCredentialSource {}

  /** Nobody: requests are not signed. */
  record Anonymous() implements AwsCredentialSource {}
}
