/**
 * One of several processes with the same rules at a time: {@link io.promontory.rules.lease.Lease}
 * holds an object in a bucket, written only on condition that nobody else wrote it, and says for
 * which slots this process is the one.
 */
@NullMarked
package io.promontory.rules.lease;

import org.jspecify.annotations.NullMarked;
