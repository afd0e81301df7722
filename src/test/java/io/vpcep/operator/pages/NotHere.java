package io.vpcep.operator.pages;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The commands of the pages that {@link PagesIT} does not type, by the reason. */
final class NotHere {

  private static final Map<String, List<String>> REASONS =
      Map.of(
          "Maven is running already; ImageCommandsIT types these",
          List.of(
              "mvn package -DskipTests jib:build -Dimage.registry=registry.example.com",
              "mvn package -DskipTests jib:build@emulator -Dimage.registry=registry.example.com",
              "mvn package -DskipTests jib:buildTar -Dimage.registry=localhost"
                  + " -Djib.from.platforms=linux/amd64",
              "mvn package -DskipTests jib:buildTar@emulator -Dimage.registry=localhost"
                  + " -Djib.from.platforms=linux/amd64",
              "mvn package -DskipTests jib:buildTar -Djib.from.image=tar:///path/to/base.tar"
                  + " -Djib.from.platforms=linux/amd64 -Dimage.registry=localhost"),
          "Maven is running already; ReleaseIT does the same",
          List.of(
              "mvn package -DskipTests",
              "mvn package -DskipTests jib:buildTar -Djib.from.platforms=linux/amd64",
              "mvn -Pstart-up-cache",
              "mvn package -DskipTests jib:build -Djib.from.platforms=linux/amd64"
                  + " -Dimage.registry=registry.example.com -Dimage.cache=target/start-up-cache"),
          "never ends, and .ci/run plays it to its end",
          List.of("mvn -Pdemo"),
          "no node runs pods; RunCommandIT and the end-to-end tests start the operator",
          List.of(
              "kubectl -n vpcep-system rollout status deployment/vpcep-operator --timeout=2m",
              "helm test vpcep-operator --namespace vpcep-system",
              "kubectl -n shop wait vpcec orders-db --for=condition=Ready --timeout=10m"),
          "needs a node, or a tool that is not there",
          List.of(
              "kind load image-archive target/jib-image.tar",
              "minikube image load target/jib-image.tar",
              "ctr -n k8s.io images import jib-image.tar",
              "operator-sdk run bundle registry.example.com/vpcep-operator-bundle:0.1.0"
                  + " --namespace vpcep-system"),
          "needs Docker; DockerfileIT runs what it would",
          List.of(
              "docker build -f deploy/olm/bundle.Dockerfile"
                  + " -t registry.example.com/vpcep-operator-bundle:0.1.0 deploy/olm",
              "docker push registry.example.com/vpcep-operator-bundle:0.1.0",
              "docker buildx imagetools inspect gcr.io/distroless/java25-debian13:nonroot",
              "docker build --build-arg REVISION=$(git rev-parse --short HEAD)"
                  + " -t vpcep-operator ."));

  private NotHere() {}

  static boolean has(FencedCommand command) {
    return all().anyMatch(command.text()::equals);
  }

  /** All of them, as they are in the pages. */
  static Stream<String> all() {
    return REASONS.values().stream().flatMap(List::stream);
  }
}
