package io.promontory.frontend.config;

import java.util.List;

/** Blocks in a bucket. */
@Section
@Doc("Blocks in a bucket (`type: blocks`). Not in this version.")
public final class BlocksStoreSection extends StoreConfig {
  @Doc("Where the blocks lie. Required.")
  private BucketConfig bucket = new BucketConfig();

  @Doc("Labels that tell replicas of the same data apart.")
  private List<String> replicaLabels = List.of();

  public BucketConfig bucket() {
    return bucket;
  }

  public List<String> replicaLabels() {
    return replicaLabels;
  }
}
