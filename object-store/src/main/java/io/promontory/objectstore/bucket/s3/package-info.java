/**
 * Buckets that speak the S3 protocol: {@link io.promontory.objectstore.bucket.s3.S3Bucket} over the
 * blocking client of the AWS SDK, configured by {@link
 * io.promontory.objectstore.bucket.s3.S3Options}. Each request runs through {@code S3Calls}, which
 * gives it its deadline, counts its attempts and types its failure.
 */
@NullMarked
package io.promontory.objectstore.bucket.s3;

import org.jspecify.annotations.NullMarked;
