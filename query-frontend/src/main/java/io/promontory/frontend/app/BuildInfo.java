package io.promontory.frontend.app;

/**
 * What this build is, by the names of Prometheus' {@code status/buildinfo}.
 *
 * @param buildDate as {@code yyyymmdd-hh:mm:ss}
 */
public record BuildInfo(
    String version, String revision, String branch, String buildUser, String buildDate) {}
