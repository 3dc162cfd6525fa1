/**
 * An S3 server in this process and a proxy before it that makes it ill, for tests of any module.
 */
package io.promontory.objectstore.testing;
