#!/bin/sh
# Gives the console its identity in the k3s cluster, and writes the kubeconfig
# that it uses. Runs in k3s' image, which has kubectl.
set -eu
umask 077

kube() {
  kubectl --kubeconfig=/cluster-admin/kubeconfig.yaml --server=https://k3s:6443 "$@"
}

kube create namespace berth-system --dry-run=client --output=yaml |
  kube apply --server-side --force-conflicts --filename=-
kube --namespace=berth-system create serviceaccount berth-console --dry-run=client --output=yaml |
  kube apply --server-side --force-conflicts --filename=-
kube apply --server-side --force-conflicts --filename=/deploy/kubernetes
kube apply --server-side --force-conflicts --filename=- <<MANIFEST
apiVersion: v1
kind: Secret
metadata:
  name: berth-console-token
  namespace: berth-system
  annotations:
    kubernetes.io/service-account.name: berth-console
type: kubernetes.io/service-account-token
MANIFEST

kube --namespace=berth-system wait secret/berth-console-token --for=jsonpath='{.data.token}' --timeout=60s

read_secret() {
  kube --namespace=berth-system get secret berth-console-token --output=go-template="$1"
}

cat >/console/kubeconfig.yaml.new <<KUBECONFIG
apiVersion: v1
kind: Config
current-context: berth
clusters:
  - name: berth
    cluster:
      server: https://k3s:6443
      certificate-authority-data: $(read_secret '{{index .data "ca.crt"}}')
users:
  - name: berth-console
    user:
      token: $(read_secret '{{.data.token | base64decode}}')
contexts:
  - name: berth
    context:
      cluster: berth
      user: berth-console
      namespace: berth-system
KUBECONFIG
chown 10001:10001 /console/kubeconfig.yaml.new
mv /console/kubeconfig.yaml.new /console/kubeconfig.yaml
