package io.promontory.objectstore.aws;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A role taken on with other credentials.
 *
 * @param externalId what the role's owner agreed on with us; null if nothing
 * @param sessionName shows up in the audit log of the role's owner
 * @param stsEndpoint of the security token service; null for AWS' own in the region asked
 */
public record AssumedRole(
    String arn, @Nullable String externalId, String sessionName, @Nullable URI stsEndpoint) {}
