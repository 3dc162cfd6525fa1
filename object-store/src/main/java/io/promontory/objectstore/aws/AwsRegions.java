package io.promontory.objectstore.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/** Where a region is named that the configuration does not name. */
public final class AwsRegions {
  private AwsRegions() {}

  /**
   * What properties, environment and profile say of the region; asks no instance metadata.
   *
   * @param source whose profile counts, if it is one
   */
  public static AwsRegionProvider environment(AwsCredentialSource source) {
    String profile =
        source instanceof AwsCredentialSource.Profile named
            ? named.name()
            : ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
    return new AwsRegionProviderChain(
        new SystemSettingsRegionProvider(),
        new AwsProfileRegionProvider(ProfileFile::defaultProfileFile, profile));
  }

  /** As {@link #environment}, and at last what an instance at AWS says of itself. */
  public static AwsRegionProvider environmentOrHost(AwsCredentialSource source) {
    return new AwsRegionProviderChain(environment(source), new InstanceProfileRegionProvider());
  }

  /** The region that the provider names; null for none. */
  public static @Nullable Region find(AwsRegionProvider provider) {
    try {
      Region found = provider.getRegion();
      return found == null || found.id().isBlank() ? null : found;
    } catch (SdkException e) {
      return null; // the SDK's way to say that it found none
    }
  }
}
