package io.promontory.frontend.config;

import java.util.List;

/** What sections have in common whose servers are targets: the sources that name them. */
public interface TargetKeys {
  List<StaticConfig> staticConfigs();

  List<FileSdSection> fileSdConfigs();

  List<DnsSdSection> dnsSdConfigs();

  List<HttpSdSection> httpSdConfigs();
}
