package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockMeta;
import org.jspecify.annotations.Nullable;

/**
 * A block that is not read for now because something is wrong with it.
 *
 * @param reason for people, without the ULID
 * @param meta tells which samples are missed; null if it is the meta.json that cannot be read
 */
public record SetAside(Ulid ulid, String reason, @Nullable BlockMeta meta) {}
