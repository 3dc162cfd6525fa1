package io.promontory.frontend.door;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of ports that anyone on the network can reach: whoever asks there reads every store with
 * this process's credentials, and spends what they cost.
 */
public final class OpenDoors {
  private static final Logger LOG = LoggerFactory.getLogger(OpenDoors.class);

  private OpenDoors() {}

  /**
   * Warns if the port is open.
   *
   * @param host that it is bound to; null for all
   * @param keepsStrangersOut whether whoever comes must say who it is
   * @param remedy what to set
   */
  public static void warn(
      String what, @Nullable String host, int port, boolean keepsStrangersOut, String remedy) {
    if (keepsStrangersOut || isLoopback(host)) {
      return;
    }
    LOG.atWarn()
        .addKeyValue("address", (host == null ? "*" : host) + ":" + port)
        .addKeyValue("remedy", remedy)
        .log(
            "{} is open to everyone who reaches this address: they read all stores with this"
                + " process's credentials, and spend what queries cost",
            what);
  }

  private static boolean isLoopback(@Nullable String host) {
    if (host == null) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
