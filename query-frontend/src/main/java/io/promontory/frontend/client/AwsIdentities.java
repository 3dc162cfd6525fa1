package io.promontory.frontend.client;

import io.promontory.adapter.auth.Secret;
import io.promontory.frontend.config.AwsIdentitySection;
import io.promontory.objectstore.aws.AssumedRole;
import io.promontory.objectstore.aws.AwsCredentialSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who asks AWS, as a section says. */
public final class AwsIdentities {
  private AwsIdentities() {}

  /**
   * Where credentials come from.
   *
   * @param files where a path in the configuration leads
   */
  public static AwsCredentialSource source(
      AwsIdentitySection config, Function<String, Path> files) {
    String accessKey = config.accessKey();
    if (accessKey != null) {
      Secret secret = Secrets.of(config.secretKey(), config.secretKeyFile(), files);
      Secret token = Secrets.find(config.sessionToken(), config.sessionTokenFile(), files);
      Supplier<String> session = token == null ? null : token::reveal;
      return new AwsCredentialSource.Keys(() -> accessKey, secret::reveal, session);
    }
    String profile = config.profile();
    if (profile != null) {
      return new AwsCredentialSource.Profile(profile);
    }
    String tokenFile = config.webIdentityTokenFile();
    String role = config.roleArn();
    if (tokenFile != null && role != null) {
      return new AwsCredentialSource.WebIdentity(
          role, files.apply(tokenFile), config.sessionName(), sts(config));
    }
    return new AwsCredentialSource.Chain();
  }

  /** The role taken on with those credentials; null for none. */
  public static @Nullable AssumedRole role(AwsIdentitySection config) {
    String role = config.roleArn();
    return role == null || config.webIdentityTokenFile() != null
        ? null
        : new AssumedRole(role, config.externalId(), config.sessionName(), sts(config));
  }

  private static @Nullable URI sts(AwsIdentitySection config) {
    String endpoint = config.stsEndpoint();
    return endpoint == null ? null : URI.create(endpoint);
  }
}
