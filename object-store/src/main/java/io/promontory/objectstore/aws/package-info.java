/**
 * Who asks AWS, shared by all that sign requests to it: an {@link
 * io.promontory.objectstore.aws.AwsCredentialSource}, perhaps an {@link
 * io.promontory.objectstore.aws.AssumedRole} taken on with it, and the {@link
 * io.promontory.objectstore.aws.AwsIdentity} that finds the keys by the SDK's providers, keeps them
 * and renews them before they expire.
 */
@NullMarked
package io.promontory.objectstore.aws;

import org.jspecify.annotations.NullMarked;
