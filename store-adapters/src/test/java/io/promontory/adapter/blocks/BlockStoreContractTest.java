package io.promontory.adapter.blocks;

import io.promontory.adapter.blocks.fetch.FetchLimits;
import io.promontory.adapter.grpc.GrpcRoundTrip;
import io.promontory.adapter.testing.ContractBlocks;
import io.promontory.adapter.testing.ListedBlocks;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.objectstore.bucket.MemoryBucket;
import io.promontory.objectstore.bucket.RequestListener;
import io.promontory.objectstore.bucket.s3.S3Bucket;
import io.promontory.objectstore.testing.S3Server;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The store contract over blocks in each kind of bucket, in this process and over gRPC. */
class BlockStoreContractTest {
  @TempDir private static Path directory;

  private static Store open(Bucket bucket, FetchLimits limits) throws Exception {
    Path local = Files.createTempDirectory(directory, "local");
    return ListedBlocks.of(bucket).open("archive", local, limits);
  }

  private static Path written(ContractData data, boolean overlapping) throws Exception {
    Path folder = Files.createTempDirectory(directory, "blocks");
    if (overlapping) {
      ContractBlocks.overlapping(data, folder);
    } else {
      ContractBlocks.whole(data, folder);
    }
    return folder;
  }

  @Nested
  class FilesystemTest extends StoreContract {
    @Override
    protected Store create(ContractData data) throws Exception {
      return open(new FilesystemBucket(written(data, false)), FetchLimits.LOCAL);
    }
  }

  @Nested
  class FilesystemOverGrpcTest extends StoreContract {
    @Override
    protected Store create(ContractData data) throws Exception {
      Bucket bucket = new FilesystemBucket(written(data, false));
      return new GrpcRoundTrip("remote", open(bucket, FetchLimits.LOCAL));
    }
  }

  @Nested
  class OverlappingTest extends StoreContract {
    @Override
    protected Store create(ContractData data) throws Exception {
      return open(new FilesystemBucket(written(data, true)), FetchLimits.LOCAL);
    }
  }

  @Nested
  class MemoryTest extends StoreContract {
    @Override
    protected Store create(ContractData data) throws Exception {
      Bucket bucket = new MemoryBucket(InstantSource.system());
      ContractBlocks.upload(written(data, false), bucket);
      return open(bucket, FetchLimits.REMOTE);
    }
  }

  @Nested
  class MemoryOverGrpcTest extends StoreContract {
    @Override
    protected Store create(ContractData data) throws Exception {
      Bucket bucket = new MemoryBucket(InstantSource.system());
      ContractBlocks.upload(written(data, true), bucket);
      return new GrpcRoundTrip("remote", open(bucket, FetchLimits.REMOTE));
    }
  }

  @Nested
  class S3Test extends StoreContract {
    private final S3Server server = new S3Server();

    @Override
    protected Store create(ContractData data) throws Exception {
      return open(uploaded(server, written(data, false)), FetchLimits.REMOTE);
    }

    @AfterAll
    void stop() {
      server.close();
    }
  }

  @Nested
  class S3OverGrpcTest extends StoreContract {
    private final S3Server server = new S3Server();

    @Override
    protected Store create(ContractData data) throws Exception {
      Store store = open(uploaded(server, written(data, true)), FetchLimits.REMOTE);
      return new GrpcRoundTrip("remote", store);
    }

    @AfterAll
    void stop() {
      server.close();
    }
  }

  private static Bucket uploaded(S3Server server, Path folder) throws Exception {
    server.create("blocks");
    Bucket bucket = S3Bucket.open(S3Server.options(server.uri(), "blocks"), RequestListener.NONE);
    ContractBlocks.upload(folder, bucket);
    return bucket;
  }
}
