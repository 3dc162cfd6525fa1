package io.promontory.objectstore.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.objectstore.bucket.Bucket.Depth;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemBucketTest extends BucketContract {
  @TempDir Path directory;

  @Override
  protected Bucket create() {
    return new FilesystemBucket(directory.resolve("bucket"));
  }

  @Test
  void linksThatLeadOutsideAreNotFollowed() throws Exception {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "s");
    Path root = directory.resolve("linked");
    FilesystemBucket bucket = new FilesystemBucket(root);
    Files.createSymbolicLink(root.resolve("link"), outside);
    Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));

    assertThatThrownBy(() -> bucket.get("link/secret"))
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("symbolic link");
    assertThatThrownBy(() -> bucket.put("link/new", new byte[1]))
        .isInstanceOf(BucketException.class);
    assertThat(bucket.head("file")).isEmpty();
    assertThat(bucket.list("", Depth.RECURSIVE).objects()).isEmpty();
    assertThat(outside.resolve("new")).doesNotExist();
  }

  @Test
  void whatACrashLeavesBehindIsNotListed() throws Exception {
    Path root = directory.resolve("crashed");
    FilesystemBucket bucket = new FilesystemBucket(root);
    Files.writeString(root.resolve(".promontory-1234"), "half");
    bucket.put("whole", new byte[1]);
    assertThat(bucket.list("", Depth.RECURSIVE).objects()).hasSize(1);
    assertThat(Files.list(root)).hasSize(2);
  }
}
