/** Texts as Go writes them, since error messages and printed expressions of the field are Go's. */
@NullMarked
package io.promontory.series.text;

import org.jspecify.annotations.NullMarked;
