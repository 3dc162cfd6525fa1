package io.promontory.frontend.federation;

import java.util.List;

/** A store of several servers, of which each can be asked alone. */
interface ServerGroup {
  /** Those of now, each of a name of its own within the group. */
  List<Member> servers();
}
