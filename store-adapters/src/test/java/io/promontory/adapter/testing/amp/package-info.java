/**
 * A small Amazon Managed Service for Prometheus: {@link io.promontory.adapter.testing.amp.FakeAmp}
 * stands before a real Prometheus, checks signatures from the bytes on the wire ({@link
 * io.promontory.adapter.testing.amp.SigV4Verifier}, written from AWS' description and independent
 * of any signer), and has the limits, the bill and the errors of the real one. {@link
 * io.promontory.adapter.testing.amp.FakeSts} gives out the keys of roles, {@link
 * io.promontory.adapter.testing.amp.AwsAccounts} knows who may do what.
 */
package io.promontory.adapter.testing.amp;
