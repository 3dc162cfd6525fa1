package io.promontory.objectstore.bucket.s3;

/**
 * Part of an object.
 *
 * @param size of the whole object, in bytes
 * @param tag the object's
 */
record RangeAnswer(byte[] bytes, long size, String tag) {}
