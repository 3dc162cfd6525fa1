/** What a block says of itself: its {@code meta.json}, its marks, the files it consists of. */
@NullMarked
package io.promontory.objectstore.block.meta;

import org.jspecify.annotations.NullMarked;
