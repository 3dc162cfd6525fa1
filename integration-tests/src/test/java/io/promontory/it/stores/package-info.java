/** Stores in every form that a configuration can give them, over real servers. */
@NullMarked
package io.promontory.it.stores;

import org.jspecify.annotations.NullMarked;
