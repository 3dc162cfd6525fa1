package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Asks what is known of an object without its content. */
record S3Heads(S3Options options, S3Client client, S3Calls calls) {
  /** Empty if there is no such object. */
  Optional<HeadObjectResponse> of(String key) {
    try {
      return Optional.of(
          calls.run(
              "head",
              "looking for " + key,
              0,
              (config, attempts) ->
                  client.headObject(
                      request ->
                          request
                              .bucket(options.bucket())
                              .key(key)
                              .requestPayer(options.payer())
                              .overrideConfiguration(config))));
    } catch (BucketException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
