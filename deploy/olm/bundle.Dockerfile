# Written by mvn -Pchart, from the chart, crds/ and samples.
# docker build -f deploy/olm/bundle.Dockerfile -t vpcep-operator-bundle deploy/olm
FROM scratch
LABEL operators.operatorframework.io.bundle.channel.default.v1=candidate
LABEL operators.operatorframework.io.bundle.channels.v1=candidate
LABEL operators.operatorframework.io.bundle.manifests.v1=manifests/
LABEL operators.operatorframework.io.bundle.mediatype.v1=registry+v1
LABEL operators.operatorframework.io.bundle.metadata.v1=metadata/
LABEL operators.operatorframework.io.bundle.package.v1=vpcep-operator
COPY manifests /manifests/
COPY metadata /metadata/
