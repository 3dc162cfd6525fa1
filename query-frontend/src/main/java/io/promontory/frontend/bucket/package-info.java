/** Opens the bucket that a section of the configuration names. */
@NullMarked
package io.promontory.frontend.bucket;

import org.jspecify.annotations.NullMarked;
