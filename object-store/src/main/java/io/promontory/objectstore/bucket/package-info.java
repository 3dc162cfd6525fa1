/**
 * Buckets: keys that name immutable byte strings, as object stores have them. {@link
 * io.promontory.objectstore.bucket.Bucket} is the port; a folder and a map in memory implement it
 * here, the S3 protocol in {@code s3}.
 */
@NullMarked
package io.promontory.objectstore.bucket;

import org.jspecify.annotations.NullMarked;
