package io.vpcep.operator.cluster;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.nio.file.Path;
import java.util.Optional;

/** What the client does not take from the current context of a kubeconfig by itself. */
final class Kubeconfig {

  private Kubeconfig() {}

  /** The proxy that the user wants for this cluster. */
  static Optional<String> proxyUrl(Config access) {
    var context = access.getCurrentContext();
    var file = KubeConfigUtils.getFileWithNamedCluster(context);
    return file == null
        ? Optional.empty()
        : KubeConfigUtils.parseConfig(file).getClusters().stream()
            .filter(cluster -> cluster.getName().equals(context.getContext().getCluster()))
            .findFirst()
            .map(NamedCluster::getCluster)
            .map(Cluster::getProxyUrl)
            .filter(url -> !url.isEmpty());
  }

  /** Where the user's token is; a relative path starts at the kubeconfig's folder. */
  static Optional<Path> tokenFile(Config access) {
    var context = access.getCurrentContext();
    var file = KubeConfigUtils.getFileWithNamedAuthInfo(context);
    return file == null
        ? Optional.empty()
        : KubeConfigUtils.parseConfig(file).getUsers().stream()
            .filter(user -> user.getName().equals(context.getContext().getUser()))
            .findFirst()
            .map(NamedAuthInfo::getUser)
            .map(AuthInfo::getTokenFile)
            .filter(path -> !path.isEmpty())
            .map(path -> file.getAbsoluteFile().toPath().resolveSibling(path));
  }
}
