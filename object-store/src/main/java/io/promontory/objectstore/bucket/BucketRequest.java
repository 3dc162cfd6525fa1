package io.promontory.objectstore.bucket;

import org.jspecify.annotations.Nullable;

/**
 * A request of a remote bucket that is over.
 *
 * @param operation {@code list}, {@code head}, {@code get}, {@code put}, {@code delete} or a step
 *     of a multipart upload ({@code upload_create}, {@code upload_part}, {@code upload_complete},
 *     {@code upload_abort})
 * @param status HTTP status of the last attempt; 0 if none was answered
 * @param attempts how often it was sent; those after the first are retries
 * @param sentBytes size of the body to send, once
 * @param receivedBytes bytes of bodies received, over all attempts
 * @param nanos from the call to its end, waiting included
 * @param failure null if it succeeded
 */
public record BucketRequest(
    String operation,
    int status,
    int attempts,
    long sentBytes,
    long receivedBytes,
    long nanos,
    BucketException.@Nullable Kind failure) {}
