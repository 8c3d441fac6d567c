-- AlterTable
ALTER TABLE "Release" ADD COLUMN     "replicas" INTEGER;
