package io.promontory.objectstore.aws;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * How AWS' security token service is asked, which gives out the keys of roles.
 *
 * @param region whose service is asked
 * @param http closed by whoever made it
 * @param callTimeout most time for one call with its retries
 * @param attemptTimeout most time for one attempt
 */
public record TokenService(
    Region region,
    SdkHttpClient http,
    RetryStrategy retries,
    Duration callTimeout,
    Duration attemptTimeout) {}
