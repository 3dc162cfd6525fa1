/** The distribution: its launcher, started by the shell as users start it. */
@NullMarked
package io.promontory.it.dist;

import org.jspecify.annotations.NullMarked;
