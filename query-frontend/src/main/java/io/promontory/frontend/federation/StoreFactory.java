package io.promontory.frontend.federation;

import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.StoreConfig;
import java.util.ArrayList;
import java.util.List;

/** Builds the stores of a configuration. */
public final class StoreFactory {
  private StoreFactory() {}

  /**
   * Builds all stores; none is asked anything yet.
   *
   * @throws ConfigException if one cannot be built, say for a file it names; those built before are
   *     closed
   */
  public static FederatedStore open(ConfigFile file, CallObserver observer) throws ConfigException {
    List<Member> members = new ArrayList<>();
    StoreOpener opener = new StoreOpener(file);
    boolean lenient = file.config().query().partialResponse();
    try {
      for (StoreConfig store : file.config().stores()) {
        members.add(new Member(opener.open(store), store.required() && !lenient, store.timeout()));
      }
    } catch (ConfigException e) {
      members.forEach(member -> member.store().close());
      throw e;
    }
    return new FederatedStore(members, observer);
  }
}
