/** The rules of the house: which module may know what, and how sources look. */
@NullMarked
package io.promontory.it.arch;

import org.jspecify.annotations.NullMarked;
