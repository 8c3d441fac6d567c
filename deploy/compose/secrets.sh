#!/bin/sh
# Makes the secrets of the Compose setup that are not there yet. Each reader has
# a volume of its own, and sees no more than what it needs.
set -eu
umask 077

random() {
  head -c 64 /dev/urandom | base64 | tr -dc 'A-Za-z0-9' | head -c 24
}

keep() {
  # keep FILE VALUE: written once, in one step.
  if [ ! -s "$1" ]; then
    printf '%s' "$2" >"$1.new"
    mv "$1.new" "$1"
  fi
}

keep /database/password "$(random)"
keep /registry/password "$(random)"
keep /console/admin-password "${BERTH_ADMIN_PASSWORD:-$(random)}"
keep /console/secret-key "$(head -c 32 /dev/urandom | base64)"

if [ ! -s /registry/htpasswd ]; then
  htpasswd -Bin berth </registry/password >/registry/htpasswd.new
  mv /registry/htpasswd.new /registry/htpasswd
fi

# Quoted for a shell: a chosen password may hold anything.
quoted() {
  printf "'%s'" "$(sed "s/'/'\\\\''/g" "$1")"
}

{
  echo "DATABASE_URL=postgresql://berth:$(cat /database/password)@database:5432/berth"
  echo "BERTH_SECRET_KEY=$(quoted /console/secret-key)"
  echo "BERTH_ADMIN_PASSWORD=$(quoted /console/admin-password)"
  echo "REGISTRY_PASSWORD=$(cat /registry/password)"
} >/console/console.env.new
mv /console/console.env.new /console/console.env

# The images' own users, who read them.
chown -R 10001:10001 /console
chown -R 70:70 /database
chmod 755 /registry
chmod 644 /registry/htpasswd
